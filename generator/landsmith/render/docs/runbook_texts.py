"""What each alert on a cluster means, what to look at first, and what mends it.

Names and levels are those of ``modules/terraform/managed_prometheus``; metric alerts are named as
their part in ``landsmith.resolve.cluster.alerts``.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Runbook:
    """One alert's section: ``essential`` alerts are there in every landing zone."""

    alert: str
    level: str
    means: str
    commands: tuple[str, ...]
    mend: str
    essential: bool = False


PROMETHEUS = (
    Runbook(
        "PodCrashLooping",
        "pod",
        "A container ends soon after each start, and Kubernetes waits longer before the next.",
        (
            "kubectl describe pod -n <namespace> <pod>",
            "kubectl logs -n <namespace> <pod> -c <container> --previous",
        ),
        "Mend what the last log names: a missing setting or secret, a failing migration, a "
        "liveness probe that is too strict. If it began with a deployment, take that back in Git.",
        essential=True,
    ),
    Runbook(
        "ContainerOutOfMemory",
        "pod",
        "The kernel killed a container that reached its memory limit.",
        (
            "kubectl top pod -n <namespace> <pod> --containers",
            "kubectl get pod -n <namespace> <pod> -o jsonpath='{.spec.containers[*].resources}'",
        ),
        "Compare the working set of the last days with the limit. Raise the limit if the load "
        "explains it, else look for what keeps memory.",
        essential=True,
    ),
    Runbook(
        "PodPending",
        "pod",
        "No node takes the pod: none has room, a taint or an affinity keeps it away, or its volume "
        "stands in another zone.",
        (
            "kubectl describe pod -n <namespace> <pod>",
            "kubectl get events -n <namespace> --field-selector reason=FailedScheduling",
            "kubectl get nodes -L topology.kubernetes.io/zone",
        ),
        "If no node has room, raise the pool's max_count in the landing-zone file, or lower the "
        "pod's requests. If a taint, a label or a zone keeps it away, mend the workload.",
        essential=True,
    ),
    Runbook(
        "PersistentVolumeNearlyFull",
        "pod",
        "Less than a tenth of a volume is free; writes fail when it is full.",
        (
            "kubectl get pvc -n <namespace> <claim>",
            "kubectl exec -n <namespace> <pod> -- df -h",
        ),
        "Delete what is no longer needed, or raise the claim's spec.resources.requests.storage in "
        "Git: the volume grows while it is in use. It can't shrink.",
        essential=True,
    ),
    Runbook(
        "PersistentVolumeInodesNearlyUsed",
        "pod",
        "A volume has room, and hardly any inodes for further files.",
        ("kubectl exec -n <namespace> <pod> -- df -i",),
        "Delete or pack small files. A larger volume has more inodes: raise the claim's size.",
    ),
    Runbook(
        "ContainerWaiting",
        "pod",
        "A container does not start: its image can't be pulled, or a config map, a secret or a "
        "volume is missing.",
        (
            "kubectl describe pod -n <namespace> <pod>",
            "kubectl get events -n <namespace> --sort-by .lastTimestamp",
        ),
        "For ImagePullBackOff check the image's name, that it is in the registry and that the "
        "cluster may pull it; for CreateContainerConfigError make what the event names.",
    ),
    Runbook(
        "PodNotReady",
        "pod",
        "A pod runs and fails its readiness probe, so that services send it nothing.",
        (
            "kubectl describe pod -n <namespace> <pod>",
            "kubectl logs -n <namespace> <pod>",
        ),
        "See what the probe asks for and why it is refused: most often something the application "
        "depends on does not answer.",
    ),
    Runbook(
        "DeploymentReplicasMissing",
        "pod",
        "A deployment has fewer replicas than it asks for: a rollout hangs, or pods fail.",
        (
            "kubectl rollout status -n <namespace> deployment/<deployment>",
            "kubectl get pods -n <namespace> -o wide",
        ),
        "Mend the pods that aren't ready; if a rollout brought them, take it back in Git.",
    ),
    Runbook(
        "StatefulSetReplicasMissing",
        "pod",
        "A stateful set has fewer ready replicas than it asks for. It starts them one by one, so "
        "that one that fails stops the rest.",
        (
            "kubectl describe statefulset -n <namespace> <statefulset>",
            "kubectl get pvc -n <namespace>",
        ),
        "Mend the first pod that isn't ready. If its volume stands in a zone without nodes, add "
        "nodes there.",
    ),
    Runbook(
        "JobFailed",
        "pod",
        "A job failed as often as it may and is not tried again.",
        (
            "kubectl describe job -n <namespace> <job>",
            "kubectl logs -n <namespace> job/<job>",
        ),
        "Mend the cause and start the job again; delete the failed one, which ends the alert.",
    ),
    Runbook(
        "NodeNotReady",
        "node",
        "A node's kubelet has not reported that it is ready for ten minutes.",
        (
            "kubectl describe node <node>",
            "kubectl get events --field-selector involvedObject.kind=Node",
            "kubectl get pods -A -o wide --field-selector spec.nodeName=<node>",
        ),
        "AKS repairs such nodes by itself: it restarts, then reimages them. If it does not, drain "
        "the node and delete it; the autoscaler makes another. Check egress if it is several.",
        essential=True,
    ),
    Runbook(
        "NodeUnreachable",
        "node",
        "The control plane hears nothing of a node, and starts its pods elsewhere.",
        (
            "kubectl describe node <node>",
            "az vmss list-instances -o table -g <node resource group> -n <scale set>",
        ),
        "See in Resource Health whether Azure had a fault; restart the instance or delete it.",
    ),
    Runbook(
        "NodeReadinessFlapping",
        "node",
        "A node becomes ready and unready again and again; its pods are moved each time.",
        (
            "kubectl describe node <node>",
            "kubectl top node <node>",
        ),
        "Most often memory or disk run short for moments: see the node's conditions, and give "
        "workloads requests that match their use. Cordon and drain the node meanwhile.",
    ),
    Runbook(
        "NodePodsNearlyFull",
        "node",
        "A node runs nearly as many pods as it may (max_pods).",
        (
            "kubectl get pods -A -o wide --field-selector spec.nodeName=<node>",
            "kubectl describe node <node>",
        ),
        "The autoscaler adds a node for what does not fit. If all nodes are full of small pods, "
        "choose a larger max_pods for a new pool.",
    ),
    Runbook(
        "HorizontalPodAutoscalerAtMaximum",
        "cluster",
        "An autoscaler has all the replicas that it may have, and the load may need more.",
        (
            "kubectl describe hpa -n <namespace> <autoscaler>",
            "kubectl top pods -n <namespace>",
        ),
        "Raise maxReplicas if the load is real, and check that quota and node pools have room.",
        essential=True,
    ),
    Runbook(
        "NamespaceQuotaNearlyUsed",
        "cluster",
        "A namespace has used more than nine tenths of one of its quotas.",
        (
            "kubectl describe resourcequota -n <namespace>",
            "kubectl top pods -n <namespace>",
        ),
        "Remove what is not needed, lower requests that are not used, or raise the quota in Git.",
        essential=True,
    ),
    Runbook(
        "PersistentVolumeFailed",
        "cluster",
        "A volume could not be made, attached or given back.",
        (
            "kubectl describe pv <volume>",
            "kubectl get events -A --field-selector involvedObject.kind=PersistentVolume",
        ),
        "The event names the cause: a quota of the subscription, a size or SKU that the zone does "
        "not have, or a role that the cluster's identity lacks.",
    ),
)
"""Prometheus alerts, by the level at which they watch."""

METRIC = (
    Runbook(
        "node-cpu",
        "platform",
        "Nodes have used nearly all of their processors for a quarter of an hour.",
        ("kubectl top nodes", "kubectl top pods -A --sort-by cpu"),
        "Give workloads requests, so that the autoscaler adds nodes; raise max_count at its limit.",
    ),
    Runbook(
        "node-disk",
        "platform",
        "The disks of nodes fill: images, logs and what pods write without a volume.",
        (
            "kubectl describe nodes | grep -A8 Conditions",
            "kubectl debug node/<node> -it --image=mcr.microsoft.com/azurelinux/base/core:3.0",
        ),
        "Set limits on ephemeral storage, move data to volumes, or choose a larger OS disk.",
    ),
    Runbook(
        "node-memory",
        "platform",
        "Nodes have used nearly all of their memory; the kernel will kill containers.",
        ("kubectl top nodes", "kubectl top pods -A --sort-by memory"),
        "Give workloads memory requests and limits; choose a VM size with more memory.",
    ),
    Runbook(
        "pods-unschedulable",
        "platform",
        "Pods wait, and the cluster autoscaler can't make a node that would take them.",
        (
            "kubectl get pods -A --field-selector status.phase=Pending",
            "kubectl get events -A --field-selector source=cluster-autoscaler",
        ),
        "Raise the pool's max_count, ask for more quota of the VM family, or free addresses.",
    ),
    Runbook(
        "nat-failed-connections",
        "platform",
        "The NAT gateway has no port left for a new connection to one destination.",
        ("az network nat gateway show --ids <id of the NAT gateway>",),
        "Reuse connections in the application; add public addresses to the NAT gateway; reach "
        "Azure services by private endpoints instead.",
    ),
    Runbook(
        "nat-dropped-packets",
        "platform",
        "The NAT gateway drops packets: ports run out, or connections outlive its idle timeout.",
        ("az network nat gateway show --ids <id of the NAT gateway>",),
        "See nat-failed-connections; use TCP keepalives on connections that stay idle.",
    ),
    Runbook(
        "snat-failed-connections",
        "platform",
        "The load balancer has no port left for a new connection of a node.",
        ("kubectl get nodes -o wide",),
        "Raise aks.network.load_balancer.outbound_ips and ports_per_node, or choose a NAT gateway.",
    ),
    Runbook(
        "snat-ports",
        "platform",
        "A node uses most of the ports that the load balancer keeps for it.",
        ("kubectl get nodes -o wide",),
        "See snat-failed-connections, before connections fail.",
    ),
    Runbook(
        "vault-availability",
        "platform",
        "The Key Vault answers fewer requests than it should.",
        ("az monitor activity-log list --resource-id <id of the vault> --offset 2h -o table",),
        "See Service Health. Pods keep the secrets that they have mounted.",
    ),
    Runbook(
        "vault-saturation",
        "platform",
        "The Key Vault nears the number of requests that it answers in ten seconds.",
        ("az monitor metrics list --resource <id of the vault> --metric ServiceApiHit -o table",),
        "Keep secrets in memory, or raise the interval of the secrets provider.",
    ),
)
"""Alerts on Azure's metrics of the cluster and what it depends on."""
