# SPDX-License-Identifier: Apache-2.0
"""Formats of one language."""
