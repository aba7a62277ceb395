# SPDX-License-Identifier: Apache-2.0
"""The commands of `leeward`, one module each. Thin: they read, call the rooms, and print."""
