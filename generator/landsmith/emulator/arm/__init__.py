"""Emulated Azure's resource manager: a read-only endpoint that Azure's own clients can read."""

from landsmith.emulator.arm.endpoint import EmulatorCredential, Endpoint

__all__ = ["EmulatorCredential", "Endpoint"]
