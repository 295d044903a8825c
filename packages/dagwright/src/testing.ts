export { fake, withFakes, type Fake } from "./testing/with-fakes.ts";
export { withApprovals } from "./testing/with-approvals.ts";
export { recordCalls, type RecordedCall, type RecordedOutcome, type Recording } from "./testing/record-calls.ts";
export { folderArtifact, jsonArtifact, textArtifact } from "./testing/artifacts.ts";
export type { ApprovalAnswer, ApprovalAnswers, ApprovalRequest } from "./approval-answers.ts";
