# SPDX-License-Identifier: Apache-2.0
"""Organisations: who could act by their own rules, with a client's visit or from the Library."""
