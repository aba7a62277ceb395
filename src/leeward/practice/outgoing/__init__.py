# SPDX-License-Identifier: Apache-2.0
"""What leaves this machine: nothing, until the practice switches mail on; then fixed sentences alone."""
