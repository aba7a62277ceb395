# SPDX-License-Identifier: Apache-2.0
"""*Charges and suits to talk over*: what may fit, what would be asked, and where to go with it."""
