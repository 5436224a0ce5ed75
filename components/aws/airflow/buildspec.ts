import { ecrImageOf } from "../../../config/ecr-registry";
import type { BuildContext } from "../../../openmetadata/images/ingestion-dockerfile";
import { registryOf } from "../../../openmetadata/images/images";

/** Login to a private registry other than ECR: its host, and the secret that holds `username` and `password`. */
export interface RegistryLogin {
  readonly registry: string;
  readonly secretArn: string;
}

/** What a build gets beside its two variables `REPOSITORY` (URL) and `TAG`. */
export interface BuildspecSettings {
  readonly context: BuildContext;
  readonly baseImage: string;
  /** The login, where the base image's registry asks for it. */
  readonly login?: RegistryLogin;
}

const endOfFile = "END-OF-FILE";
const written = ([file, text]: [string, string]): string =>
  `cat > ${file} <<'${endOfFile}'\n${text.replace(/\n$/, "")}\n${endOfFile}`;

const ecrLogin = (region: string, host: string): string =>
  `aws ecr get-login-password --region ${region} | docker login --username AWS --password-stdin ${host}`;

/** Lines that begin with `step: ` are shown by `pulumi up`. The logins last as long as the build's machine. */
function commandsOf({ context, baseImage, login }: BuildspecSettings): string[] {
  const base = ecrImageOf(baseImage);
  return [
    ...Object.entries(context).map(written),
    ecrLogin('"$AWS_REGION"', '"${REPOSITORY%%/*}"'),
    ...(base ? [ecrLogin(base.region, registryOf(baseImage))] : []),
    ...(login
      ? [
          `printf %s "$REGISTRY_PASSWORD" | docker login --username "$REGISTRY_USERNAME" --password-stdin ${login.registry}`,
        ]
      : []),
    'docker build --tag "$REPOSITORY:$TAG" .',
    "echo 'step: the image is built and is pushed now'",
    'docker push "$REPOSITORY:$TAG"',
    `IMAGE_DIGEST="$(docker inspect --format '{{join .RepoDigests "\\n"}}' "$REPOSITORY:$TAG" | grep -F "$REPOSITORY@" | sed 's/.*@//')"`,
    "export IMAGE_DIGEST",
  ];
}

/**
 * What CodeBuild does, as the text of a project without a source: the build's files are in it. JSON, which is YAML.
 *
 * @returns the buildspec and its commands; the build exports `IMAGE_DIGEST`
 */
export function buildspecOf(settings: BuildspecSettings): { text: string; commands: readonly string[] } {
  const commands = commandsOf(settings);
  const { login } = settings;
  const secrets = login && {
    REGISTRY_USERNAME: `${login.secretArn}:username`,
    REGISTRY_PASSWORD: `${login.secretArn}:password`,
  };
  const env = { ...(secrets && { "secrets-manager": secrets }), "exported-variables": ["IMAGE_DIGEST"] };
  return { text: JSON.stringify({ version: "0.2", env, phases: { build: { commands } } }, undefined, 2), commands };
}
