# SPDX-License-Identifier: Apache-2.0
"""*Court orders*: which orders this person could ask for, with a visit or without anybody."""
