export { compile, type Compiled, type CompiledBundle, type CompiledPipeline, type CompileOptions } from "./compile.ts";
