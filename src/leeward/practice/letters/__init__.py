# SPDX-License-Identifier: Apache-2.0
"""Letters and papers of a visit: each field off until it is agreed, shown before it is made; none is kept."""
