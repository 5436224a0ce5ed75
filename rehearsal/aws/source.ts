/** Where the fact by which a rule judges is published: a published page that nobody here wrote, or a page of docs/. */
export interface Source {
  readonly title: string;
  readonly url: string;
}

/** Title of each API reference, and its folder on docs.aws.amazon.com. */
const references = {
  CloudWatch: ["Amazon CloudWatch API Reference", "AmazonCloudWatch/latest/APIReference"],
  "Cloud Map": ["AWS Cloud Map API Reference", "cloud-map/latest/api"],
  EC2: ["Amazon EC2 API Reference", "AWSEC2/latest/APIReference"],
  ECR: ["Amazon ECR API Reference", "AmazonECR/latest/APIReference"],
  ECS: ["Amazon ECS API Reference", "AmazonECS/latest/APIReference"],
  EFS: ["Amazon EFS API Reference", "efs/latest/ug"],
  ELB: ["Elastic Load Balancing API Reference", "elasticloadbalancing/latest/APIReference"],
  IAM: ["AWS IAM API Reference", "IAM/latest/APIReference"],
  OpenSearch: ["Amazon OpenSearch Service API Reference", "opensearch-service/latest/APIReference"],
  RDS: ["Amazon RDS API Reference", "AmazonRDS/latest/APIReference"],
  Route53: ["Amazon Route 53 API Reference", "Route53/latest/APIReference"],
  "Secrets Manager": ["AWS Secrets Manager API Reference", "secretsmanager/latest/apireference"],
} as const;

/** The page of an operation or a structure in a service's API reference. */
export const apiReference = (service: keyof typeof references, name: string): Source => {
  const [title, folder] = references[service];
  return { title: `${title}, ${name}`, url: `https://docs.aws.amazon.com/${folder}/API_${name}.html` };
};

/** A page of a guide on docs.aws.amazon.com; `page` as in `AmazonECS/latest/developerguide/ecs-exec`. */
export const guide = (title: string, page: string): Source => ({
  title,
  url: `https://docs.aws.amazon.com/${page}.html`,
});

/** The schemas of the provider that Pulumi's is made from: what learn.ts asks a running one about. */
export const terraformSchemas: Source = {
  title: "terraform-provider-aws, schemas of its resources",
  url: "https://github.com/hashicorp/terraform-provider-aws/tree/main/internal/service",
};

/** What a server reads at its start, in every release. */
export const serverConfiguration: Source = {
  title: "OpenMetadata, conf/openmetadata.yaml",
  url: "https://github.com/open-metadata/OpenMetadata/blob/main/conf/openmetadata.yaml",
};
