"""Collective Leadership: a text adventure about the Soviet leadership after Stalin. See docs/architecture.md."""

__version__ = "0.1.0"
