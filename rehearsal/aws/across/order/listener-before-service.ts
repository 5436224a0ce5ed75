import { guide } from "../../source";
import { ofType, refuse, type Rule } from "../../rule";
import { forServices, names } from "./service-dependencies";

export const listenerBeforeService: Rule = {
  name: "listener-before-service",
  refuses: "a service whose target group no listener forwards to by the time the service is created",
  source: guide(
    "Amazon ECS Developer Guide, Service load balancing",
    "AmazonECS/latest/developerguide/service-load-balancing",
  ),
  graph: forServices((service, before, graph) => {
    const forwarding = ofType(before, "aws:lb/listener:Listener", "aws:lb/listenerRule:ListenerRule");
    const reached = forwarding.flatMap(({ urn }) => [
      ...graph.sources(urn, "defaultActions"),
      ...graph.sources(urn, "actions"),
    ]);
    const groups = ofType(graph.sources(service.urn, "loadBalancers"), "aws:lb/targetGroup:TargetGroup");
    const alone = groups.filter((group) => !reached.includes(group));
    return alone.length === 0
      ? []
      : refuse(
          "loadBalancers",
          `no listener or rule that the service depends on forwards to target group ${names(alone)}, and one must`,
        );
  }),
};
