import { plain, type ServiceCards } from "../../../cards/card";

const store = { ...plain, cost: "not priced", holds: "what is stored in it" } as const;

export const elasticache: ServiceCards = {
  readFirst: "data",
  cards: {
    "aws:elasticache/cluster:Cluster": store,
    "aws:elasticache/globalReplicationGroup:GlobalReplicationGroup": store,
    "aws:elasticache/replicationGroup:ReplicationGroup": store,
    "aws:elasticache/serverlessCache:ServerlessCache": store,
  },
};
