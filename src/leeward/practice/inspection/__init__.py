# SPDX-License-Identifier: Apache-2.0
"""Looking at a suspicious message or a phone's app list, with or without a visit. Nothing of it is kept."""
