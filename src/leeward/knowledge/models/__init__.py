# SPDX-License-Identifier: Apache-2.0
"""The shape of every kind of content entry. One module per kind, frozen values only."""
