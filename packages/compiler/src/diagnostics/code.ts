/** The user's own expression inside a message. */
export { code } from "@dagwright/ir";
