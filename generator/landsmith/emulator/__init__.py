"""Emulated Azure: a Terraform provider server over a cloud kept in a file."""

from landsmith.emulator.cloud import Cloud, Resource
from landsmith.emulator.protocol.server import Emulator

__all__ = ["Cloud", "Emulator", "Resource"]
