import { component } from "dagwright";
export declare const make: typeof component;
