/**
 * Seconds that the load balancer keeps an idle connection; lineage and search exports may think for more than its default
 * minute. The server keeps one longer: who hangs up first must be the balancer, or it answers 502.
 */
export const idleSeconds = { balancer: 120, server: 130 } as const;

/** Ports that the programs listen on, the same in every release line unless a line says otherwise. */
export const ports = {
  /** OpenMetadata's UI and API. */
  server: 8585,
  /** OpenMetadata's health check and metrics. */
  serverAdmin: 8586,
  /** Airflow's web server or API server. */
  airflow: 8080,
  /** The gateway that checks the server's login before Airflow 3's managed APIs, which check none. */
  gateway: 8081,
  /** The gateway's own health, on the loopback address only. */
  gatewayHealth: 8082,
} as const;
