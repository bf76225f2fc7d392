"""Where the advice stands that a landing zone differs from, in public."""

from __future__ import annotations

COMMAND_INVOKE = 'AKS documentation, "Access a private cluster using command invoke"'
QUARANTINE = "Azure Container Registry documentation, quarantine (preview)"
HIGHLY_AVAILABLE_VPN = 'VPN Gateway documentation, "Design highly available gateway connectivity"'
HIGHLY_AVAILABLE_EXPRESS_ROUTE = 'ExpressRoute documentation, "Designing for high availability"'
INTERNET = 'Azure landing zones, "Plan for inbound and outbound internet connectivity"'
INTRUSION_DETECTION = "Azure Firewall documentation, IDPS of Premium"
DDOS = 'Azure DDoS Protection documentation, "Azure DDoS Protection overview"'
FLOW_LOGS = 'Azure Network Watcher documentation, "Virtual network flow logs"'
PRIVATE_LINK = 'Azure landing zones, "Private Link and DNS integration at scale"'
REDUNDANCY = 'Azure Storage documentation, "Azure Storage redundancy"'
STORAGE_FIREWALL = (
    'Azure Storage documentation, "Configure Azure Storage firewalls and virtual networks"'
)
DEFENDER = 'Defender for Cloud documentation, "What is Microsoft Defender for Cloud?"'
END_TO_END = 'Application Gateway documentation, "Overview of TLS termination and end to end TLS"'
SUBNET_SIZE = (
    'Application Gateway documentation, "Application Gateway infrastructure configuration"'
)
