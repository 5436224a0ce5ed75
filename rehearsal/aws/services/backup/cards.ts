import { plain, type Card, type ServiceCards } from "../../../cards/card";

const guard: Card["guard"] = { kind: "protection", text: "no automatic backups any more" };
/** What backups cost follows from what they hold. */
const unpriced = { ...plain, cost: "not priced", guard } as const;

export const backup: ServiceCards = {
  cards: {
    "aws:backup/plan:Plan": unpriced,
    "aws:backup/selection:Selection": {
      ...unpriced,
      // AWS Backup Developer Guide, "IAM service roles".
      roles: { iamRoleArn: "backup.amazonaws.com" },
    },
    "aws:backup/vault:Vault": unpriced,
    "aws:backup/vaultLockConfiguration:VaultLockConfiguration": unpriced,
    "aws:backup/vaultNotifications:VaultNotifications": unpriced,
    "aws:backup/vaultPolicy:VaultPolicy": unpriced,
  },
};
