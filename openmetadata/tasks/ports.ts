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
