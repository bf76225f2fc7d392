"""Errors in Azure Resource Manager's own words and form."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from landsmith.emulator.values import Object


class RefusalError(Exception):
    """A request that is answered with an error; ``status`` is the HTTP status."""

    def __init__(self, status: int, code: str, message: str) -> None:
        self.status, self.code, self.message = status, code, message
        super().__init__(f"{code}: {message}")

    @property
    def body(self) -> Object:
        """The answer's body."""
        return {"error": {"code": self.code, "message": self.message}}


def no_token() -> RefusalError:
    """Return the error for a request without a token."""
    said = "Authentication failed. The 'Authorization' header is missing."
    return RefusalError(401, "AuthenticationFailed", said)


def wrong_token() -> RefusalError:
    """Return the error for a token that isn't this endpoint's."""
    return RefusalError(401, "InvalidAuthenticationToken", "The access token is invalid.")


def read_only(method: str) -> RefusalError:
    """Return the error for a request that would change something."""
    said = f"{method} is not answered: the emulated Azure is changed by Terraform alone."
    return RefusalError(405, "MethodNotAllowed", said)


def no_subscription(name: str) -> RefusalError:
    """Return the error for a subscription that nothing lies in."""
    return RefusalError(
        404, "SubscriptionNotFound", f"The subscription '{name}' could not be found."
    )


def no_group(name: str) -> RefusalError:
    """Return the error for a resource group that isn't there."""
    return RefusalError(
        404, "ResourceGroupNotFound", f"Resource group '{name}' could not be found."
    )


def no_resource(type_name: str, name: str, group: str) -> RefusalError:
    """Return the error for a resource that isn't there."""
    where = f" under resource group '{group}'" if group else ""
    said = f"The Resource '{type_name}/{name}'{where} was not found."
    return RefusalError(404, "ResourceNotFound", said)


def no_path(path: str) -> RefusalError:
    """Return the error for a path that means nothing here."""
    return RefusalError(404, "NotFound", f"The path '{path}' is not one the emulated Azure knows.")


def no_version() -> RefusalError:
    """Return the error for a request that names no API version."""
    said = "The api-version query parameter (?api-version=) is required for all requests."
    return RefusalError(400, "MissingApiVersionParameter", said)


def wrong_version(version: str) -> RefusalError:
    """Return the error for an API version that isn't a date."""
    said = f"The api-version '{version}' is invalid. The supported form is 'yyyy-MM-dd[-preview]'."
    return RefusalError(400, "InvalidApiVersionParameter", said)


def wrong_filter(text: str) -> RefusalError:
    """Return the error for a ``$filter`` that can't be read."""
    said = f"Invalid $filter '{text}' specified in the query string."
    return RefusalError(400, "InvalidFilterInQueryString", said)


def wrong_query(name: str, value: str) -> RefusalError:
    """Return the error for another query parameter that can't be read."""
    said = f"The value '{value}' of the query parameter '{name}' is invalid."
    return RefusalError(400, "InvalidQueryParameterValue", said)


def failed() -> RefusalError:
    """Return the error for a request that the emulator itself failed at."""
    said = "The emulated Azure failed to answer: its cloud is closed or damaged."
    return RefusalError(500, "InternalServerError", said)
