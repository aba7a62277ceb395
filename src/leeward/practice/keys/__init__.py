# SPDX-License-Identifier: Apache-2.0
"""Looking after the practice's keys: a new practice key, a new passphrase, a new recovery paper."""
