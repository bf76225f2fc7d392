"""Roots and modules as Terraform files."""
