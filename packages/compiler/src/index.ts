export { Warm } from "./warm.ts";
export { compile, type Compiled, type CompiledBundle, type CompiledPipeline, type CompileOptions } from "./compile.ts";
export { compilerCodes } from "./diagnostics/codes.ts";
export type { Frontend } from "./frontend/frontend.ts";
export { openFrontend, type FrontendOptions } from "./frontend/ts-morph/index.ts";
