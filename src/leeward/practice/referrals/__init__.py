# SPDX-License-Identifier: Apache-2.0
"""Referrals: who has the next step, what was tried, and whether it helped."""
