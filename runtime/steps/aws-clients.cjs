// Clients of AWS with the settings that the stack has for its provider (config `aws:`), and through a proxy where there is
// one: the AWS SDK for JavaScript reads neither.
const https = require("node:https");
const { readFileSync } = require("node:fs");
const { ApplicationAutoScalingClient } = require("@aws-sdk/client-application-auto-scaling");
const { CodeBuildClient } = require("@aws-sdk/client-codebuild");
const { ECSClient } = require("@aws-sdk/client-ecs");
const { RDSClient } = require("@aws-sdk/client-rds");
const { CloudWatchLogsClient } = require("@aws-sdk/client-cloudwatch-logs");
const {
  fromNodeProviderChain,
  fromTemporaryCredentials,
  fromTokenFile,
  fromWebToken,
} = require("@aws-sdk/credential-providers");
const { HttpProxyAgent } = require("http-proxy-agent");
const { HttpsProxyAgent } = require("https-proxy-agent");
const { getProxyForUrl } = require("proxy-from-env");

/** The setting of config, else of the environment, in capitals or not. */
const settingsOf = (config, environment) => {
  const text = (name) => config.get(`aws:${name}`) || undefined;
  const json = (name) => {
    const value = text(name);
    if (value === undefined) return undefined;
    try {
      return JSON.parse(value);
    } catch {
      throw new Error(`aws:${name} is not JSON. Set it again: pulumi config set --path 'aws:${name}[0].…' VALUE`);
    }
  };
  const list = (name) => [json(name) ?? []].flat();
  const truth = (name) => text(name) === "true";
  const region = text("region") ?? environment.AWS_REGION ?? environment.AWS_DEFAULT_REGION;
  if (!region) throw new Error("aws:region is not set. Set it: pulumi config set aws:region REGION");
  return { text, list, truth, region };
};

/** Names that the provider takes for the endpoint of a service. */
const endpointNames = {
  "application-autoscaling": ["applicationautoscaling", "appautoscaling"],
  codebuild: ["codebuild"],
  ecs: ["ecs"],
  logs: ["logs", "cloudwatchlogs", "cloudwatchlog"],
  rds: ["rds"],
  sts: ["sts"],
};
const endpointOf = (service, { list }) =>
  list("endpoints")
    .flatMap((endpoints) => endpointNames[service].map((name) => endpoints[name]))
    .find((address) => typeof address === "string" && address !== "");

/** Agents for plain and for encrypted connections, each through the proxy that is meant for the address. */
const agentsOf = ({ text, truth }, environment, requestTimeout) => {
  const variables = {
    ...environment,
    ...(text("httpProxy") && { http_proxy: text("httpProxy") }),
    ...(text("httpsProxy") && { https_proxy: text("httpsProxy") }),
    ...(text("noProxy") && { no_proxy: text("noProxy") }),
  };
  const bundle = text("customCaBundle") ?? environment.AWS_CA_BUNDLE;
  const tls = { ...(bundle && { ca: readFileSync(bundle) }), ...(truth("insecure") && { rejectUnauthorized: false }) };
  const proxyOf = (address) => withEnvironment(variables, () => getProxyForUrl(address));
  return (address) => {
    const proxy = proxyOf(address);
    return {
      connectionTimeout: 10_000,
      requestTimeout,
      // Else the SDK only warns, and an answer that never comes is waited for without end.
      throwOnRequestTimeout: true,
      ...(proxy && { httpAgent: new HttpProxyAgent(proxy) }),
      httpsAgent: proxy ? new HttpsProxyAgent(proxy, tls) : new https.Agent({ keepAlive: true, ...tls }),
    };
  };
};

/** The library reads the process's own variables, small letters before capitals. */
const withEnvironment = (variables, work) => {
  const small = ["http_proxy", "https_proxy", "all_proxy", "no_proxy"];
  const names = small.flatMap((name) => [name, name.toUpperCase()]);
  const set = (name, value) => (value === undefined ? delete process.env[name] : (process.env[name] = value));
  const kept = names.map((name) => [name, process.env[name]]);
  for (const name of names) set(name, variables[name]);
  try {
    return work();
  } finally {
    for (const [name, value] of kept) set(name, value);
  }
};

/** `1h30m` of a role's duration, in seconds. */
const secondsOf = (duration) => {
  const units = { h: 3600, m: 60, s: 1 };
  const parts = [...String(duration).matchAll(/(\d+(?:\.\d+)?)(h|m|s)/g)];
  return Math.round(parts.reduce((sum, [, number, unit]) => sum + Number(number) * units[unit], 0)) || undefined;
};

const given = (members) => Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));

const sessionOf = (role) =>
  given({
    RoleArn: role.roleArn,
    RoleSessionName: role.sessionName ?? "openmetadata-step",
    DurationSeconds: role.duration && secondsOf(role.duration),
    ExternalId: role.externalId,
    Policy: role.policy,
    PolicyArns: role.policyArns?.map((arn) => ({ arn })),
    SourceIdentity: role.sourceIdentity,
    Tags: role.tags && Object.entries(role.tags).map(([Key, Value]) => ({ Key, Value })),
    TransitiveTagKeys: role.transitiveTagKeys,
  });

/** Who asks: keys, a web identity or what the machine has, and then each role that is taken, one after the other. */
const credentialsOf = ({ text, list }, clientConfig) => {
  const [accessKeyId, secretAccessKey, sessionToken] = ["accessKey", "secretKey", "token"].map(text);
  const [web] = list("assumeRoleWithWebIdentity");
  const chain = () =>
    fromNodeProviderChain({
      ...given({
        profile: text("profile"),
        filepath: list("sharedCredentialsFiles")[0],
        configFilepath: list("sharedConfigFiles")[0],
      }),
      clientConfig,
    });
  const webIdentity = () => {
    const { roleArn, sessionName: roleSessionName, webIdentityToken, webIdentityTokenFile } = web;
    const durationSeconds = web.duration && secondsOf(web.duration);
    const common = given({ roleArn, roleSessionName, durationSeconds });
    return webIdentityToken
      ? fromWebToken({ ...common, webIdentityToken, clientConfig })
      : fromTokenFile({ ...common, webIdentityTokenFile, clientConfig });
  };
  const first =
    accessKeyId && secretAccessKey
      ? { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) }
      : web?.roleArn
        ? webIdentity()
        : chain();
  return list("assumeRoles").reduce(
    (masterCredentials, role) =>
      role.roleArn
        ? fromTemporaryCredentials({ masterCredentials, params: sessionOf(role), clientConfig })
        : masterCredentials,
    first,
  );
};

/**
 * @param {{ get(key: string): string | undefined }} config the stack's config, lists and objects as JSON
 * @param requestTimeout milliseconds after which a request without an answer is sent again
 * @returns clients of ECS, CodeBuild, CloudWatch Logs, RDS and Application Auto Scaling, and the region that they ask
 */
const awsClients = (config, environment = process.env, requestTimeout = 60_000) => {
  const settings = settingsOf(config, environment);
  const { text, truth, region } = settings;
  const agents = agentsOf(settings, environment, requestTimeout);
  const common = (service, inRegion = region) => {
    const suffix = inRegion.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
    const variable = environment[`AWS_ENDPOINT_URL_${environmentName[service]}`] ?? environment.AWS_ENDPOINT_URL;
    const endpoint = endpointOf(service, settings) ?? variable;
    return {
      region: inRegion,
      ...(endpoint && { endpoint }),
      ...(truth("useFipsEndpoint") && { useFipsEndpoint: true }),
      ...(truth("useDualstackEndpoint") && { useDualstackEndpoint: true }),
      // Throttled requests are asked again for minutes: what waits for an hour does not end over one of them.
      maxAttempts: Number(text("maxRetries") ?? 25) + 1,
      retryMode: text("retryMode") ?? "standard",
      requestHandler: agents(endpoint ?? `https://${service}.${inRegion}.${suffix}`),
    };
  };
  const credentials = credentialsOf(settings, common("sts", text("stsRegion")));
  return {
    region,
    codebuild: new CodeBuildClient({ ...common("codebuild"), credentials }),
    ecs: new ECSClient({ ...common("ecs"), credentials }),
    // A log that cannot be read holds nothing up for long: the task itself says how it ended.
    logs: new CloudWatchLogsClient({ ...common("logs"), credentials, maxAttempts: 3 }),
    rds: new RDSClient({ ...common("rds"), credentials }),
    scaling: new ApplicationAutoScalingClient({ ...common("application-autoscaling"), credentials }),
  };
};

const environmentName = {
  "application-autoscaling": "APPLICATION_AUTO_SCALING",
  codebuild: "CODEBUILD",
  ecs: "ECS",
  logs: "CLOUDWATCH_LOGS",
  rds: "RDS",
  sts: "STS",
};

module.exports = { awsClients };
