# SPDX-License-Identifier: Apache-2.0
"""The directory: who helps, whom a practice called and when, and the practice's own entries."""
