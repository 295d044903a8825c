import { component, importer, kubernetesResource, pipeline, Dataset, type StepError } from "dagwright";

export const configMap = kubernetesResource<{ name: string; text: string; more?: string }>({
  action: "create",
  manifest: ({ name, text, more }) => ({
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name },
    data: { text, more },
  }),
});

export const job = kubernetesResource<{ prefix: string; script: string }>({
  action: "create",
  manifest: ({ prefix, script }) => ({
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: { generateName: prefix },
    spec: {
      backoffLimit: 0,
      template: {
        spec: {
          restartPolicy: "Never",
          containers: [{ name: "main", image: "busybox:1", imagePullPolicy: "Never", command: ["sh", "-c", script] }],
        },
      },
    },
  }),
  success: "status.succeeded > 0",
  failure: "status.failed > 0",
});

export const fetchRows = importer(Dataset);

export const countLines = component({}, async ({ rows }: { rows: Dataset }): Promise<{ lines: number }> => ({
  lines: (await rows.text()).split("\n").length - 1,
}));

export const describeFailure = component({}, async ({ kind, step }: { kind: string; step: string }) => ({ text: `${step}: ${kind}` }));

interface Given {
  name: string;
  text: string;
  prefix: string;
  url: string;
  key: string;
}

/** Objects of Kubernetes, made and waited for, and artifacts from outside. */
export default pipeline("resources", async ({ name, text, prefix, url, key }: Given) => {
  await configMap({ name, text });
  await job({ prefix, script: "echo done" });
  let failed = "";
  try {
    await job({ prefix, script: "exit 3" });
  } catch (error) {
    const { kind, step } = error as StepError;
    failed = (await describeFailure({ kind, step })).text;
  }
  const [fetched, stored] = await Promise.all([fetchRows({ uri: url }), fetchRows({ uri: key })]);
  const [a, b] = await Promise.all([countLines({ rows: fetched }), countLines({ rows: stored })]);
  let missing = "";
  try {
    await fetchRows({ uri: `${key}-is-not-there` });
  } catch (error) {
    missing = (error as StepError).message;
  }
  return { failed, fetched: a.lines, stored: b.lines, missing };
});
