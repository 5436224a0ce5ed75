import { z } from "zod";

/** A key by its ARN: policies name it, so that an alias will not do. */
const keyArn = z
  .string()
  .regex(
    /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[A-Za-z0-9-]+$/,
    "the ARN of a KMS key, not of an alias, such as arn:aws:kms:eu-west-1:123456789012:key/0b8a6f52-2f3c-4a51-8f3a-6c2b1d3e4f50",
  );

/** Keys of the account for what has no section of its own; see database.kmsKeyArn, search.kmsKeyArn and server.logKmsKeyArn too. */
export const encryptionSection = z
  .strictObject({
    secretsKmsKeyArn: keyArn
      .optional()
      .describe(
        "KMS key of every secret; AWS's own key when absent. The tasks that read a secret may decrypt with it.",
      ),
    filesKmsKeyArn: keyArn
      .optional()
      .describe("KMS key of Airflow's shared file system; AWS's own key when absent. A change makes an empty one."),
    imagesKmsKeyArn: keyArn
      .optional()
      .describe("KMS key of the image repository; encrypted by ECR itself when absent. A change makes an empty one."),
  })
  .describe("KMS keys of yours; the keys of database, search and logs are in their sections.");
