import * as pulumi from "@pulumi/pulumi";

/** One resource that a program registered under mocks, with its inputs as they arrived (secrets unwrapped). */
export interface RecordedResource {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** What programs under test registered. */
export interface Recording {
  readonly resources: RecordedResource[];
  /** Resources of a type, such as `aws:ec2/vpc:Vpc`. */
  ofType(type: string): RecordedResource[];
}

const secretSignature = "4dabf18193072939515e22adb298388d";

/** Secrets reach mocks in their envelope. */
function unwrapped(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unwrapped);
  if (typeof value !== "object" || value === null) return value;
  if (secretSignature in value && "value" in value) return unwrapped(value.value);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, unwrapped(inner)]));
}

/** For tests: what a provider would add to the inputs. A private key is handed in, since Pulumi's own is random. */
const providerOutputs = (type: string, name: string, privateKeyPem: string): Record<string, unknown> => {
  const short = type.split(":").pop()!;
  const values: Record<string, Record<string, unknown>> = {
    RandomPassword: { result: `password-of-${name}` },
    RandomBytes: { base64: Buffer.from(`bytes-of-${name}`.padEnd(32, "+").slice(0, 32)).toString("base64"), hex: "00" },
    RandomId: { hex: "0123abcd" },
    PrivateKey: { privateKeyPemPkcs8: privateKeyPem },
    Instance: { address: "db.internal", identifier: name },
    Repository: { repositoryUrl: `123456789012.dkr.ecr.us-east-1.amazonaws.com/${name}`, registryId: "123456789012" },
    Image: { repoDigest: `${name}@sha256:0` },
    Certificate: {
      domainValidationOptions: [
        { resourceRecordName: "_proof", resourceRecordType: "CNAME", resourceRecordValue: "_value" },
      ],
    },
    Domain: { endpoint: "search.internal", domainName: name },
  };
  return type === "aws:ecs/service:Service" ? { name } : (values[short] ?? {});
};

/**
 * Sets mocks that record every resource. Pulumi's mocks accept two of the same name: a test has to look.
 * Call it before the first resource is made.
 */
export async function recordResources(options: { readonly privateKeyPem: string }): Promise<Recording> {
  const resources: RecordedResource[] = [];
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs, custom }) => {
        resources.push({ type, name, inputs: unwrapped(inputs) as Record<string, unknown> });
        const arn = `arn:aws:mock:us-east-1:123456789012:${name}`;
        const outputs = custom ? { arn, ...providerOutputs(type, name, options.privateKeyPem) } : {};
        return { id: `${name}-id`, state: { ...inputs, ...outputs } };
      },
      call: ({ token, inputs }) => {
        if (token.endsWith("getAvailabilityZones")) return { names: ["us-east-1a", "us-east-1b", "us-east-1c"] };
        if (token.endsWith("getVpc")) return { ...inputs, cidrBlock: "10.50.0.0/16" };
        if (token.endsWith("getCallerIdentity")) return { accountId: "123456789012" };
        if (token.endsWith("getAuthorizationToken")) return { userName: "AWS", password: "registry-token" };
        if (token.endsWith("getService")) {
          const service = resources.find(
            ({ name, type }) => name === inputs.serviceName && type === "aws:ecs/service:Service",
          );
          return { taskDefinition: service?.inputs["taskDefinition"] };
        }
        return { ...inputs, id: "pl-0123456789abcdef0" };
      },
    },
    "openmetadata",
    "test",
  );
  pulumi.runtime.setAllConfig({ "aws:region": "us-east-1" });
  return { resources, ofType: (type) => resources.filter((resource) => resource.type === type) };
}

/** The value of an output, secret or not. */
export const valueOf = <T>(output: pulumi.Output<T>): Promise<T> =>
  new Promise((resolve) => void output.apply((value) => resolve(value as T)));
