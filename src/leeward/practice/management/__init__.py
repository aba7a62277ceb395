# SPDX-License-Identifier: Apache-2.0
"""Django's own commands, where they do not do enough."""
