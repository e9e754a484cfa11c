"""Property tests say what must hold, not how fast a busy machine shows it."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("newskg", deadline=None)
settings.load_profile("newskg")
