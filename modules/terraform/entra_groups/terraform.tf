# Microsoft Entra security groups, so that every role is assigned to a group and never to a person.
# Their members are looked after in Entra: by an owner, an access package or the customer's own process.

terraform {
  required_version = ">= 1.11"

  required_providers {
    azuread = {
      source  = "hashicorp/azuread"
      version = "~> 3.9"
    }
  }
}
