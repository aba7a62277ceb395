# SPDX-License-Identifier: Apache-2.0
"""Before the first bill: who sees what, and a request to be reached another way. Nothing of it is kept."""
