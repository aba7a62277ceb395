# SPDX-License-Identifier: Apache-2.0
"""Commands that stand in for Django's."""
