# SPDX-License-Identifier: Apache-2.0
"""Every address behind the second door. Whatever is not here is one bare page."""

from __future__ import annotations

from django.urls import path

from leeward.practice.lan import views
from leeward.practice.visits import device_views

urlpatterns = [
    path("questions/", views.start, name="questions"),
    path("questions/done/", device_views.done, name="questions-done"),
    path("questions/leave/", device_views.leave, name="questions-leave"),
]
handler400 = views.nothing_asked
handler403 = views.nothing
handler404 = views.nothing
handler500 = views.went_wrong
