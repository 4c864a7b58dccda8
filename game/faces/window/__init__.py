"""The window. It prints pages and sends messages back; it knows no story and no journal."""

import os

# What SDL reads as it is loaded.
os.environ.setdefault("SDL_FRAMEBUFFER_ACCELERATION", "0")  # much faster without a graphics card
os.environ.setdefault("SDL_WINDOWS_DPI_AWARENESS", "permonitorv2")
os.environ.setdefault("SDL_VIDEO_X11_WMCLASS", "collective-leadership")
os.environ.setdefault("SDL_VIDEO_WAYLAND_WMCLASS", "collective-leadership")
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
