// The form of what Prisma 7 generates, written by hand and small: enums, payloads, results by selection, its JSON types and its Decimal.

export namespace $Enums {
  export const Role = { USER: "USER", ADMIN: "ADMIN" } as const;
  export type Role = (typeof Role)[keyof typeof Role];
}
export const Role = $Enums.Role;
export type Role = $Enums.Role;

export type JsonValue = string | number | boolean | JsonObject | JsonArray | null;
export type JsonObject = { [Key in string]?: JsonValue };
export interface JsonArray extends Array<JsonValue> {}

export declare class Decimal {
  plus(other: Decimal): Decimal;
  toJSON(): string;
}

interface Payload {
  readonly name: string;
  readonly scalars: unknown;
  readonly objects: { readonly [Relation in string]?: Payload | Payload[] | null };
}
export type $UserPayload = {
  name: "User";
  objects: { posts: $PostPayload[] };
  scalars: { id: number; email: string; name: string | null; role: $Enums.Role; created: Date };
};
export type $PostPayload = {
  name: "Post";
  objects: { author: $UserPayload };
  scalars: { id: number; title: string; meta: JsonValue; tags: string[]; price: Decimal; blob: Uint8Array | null; views: bigint; authorId: number };
};

type Flat<T> = { [K in keyof T]: T[K] } & {};
type Default<P> = P extends { scalars: infer S } ? Flat<S> : never;
type Selected<P, S> = P extends { scalars: infer C; objects: infer O }
  ? Flat<
      { [K in keyof S & keyof C as S[K] extends true ? K : never]: C[K] } & {
        [K in keyof S & keyof O as S[K] extends false | undefined ? never : K]: O[K] extends (infer I)[]
          ? GetResult<I, S[K]>[]
          : GetResult<O[K], S[K]>;
      }
    >
  : never;
export type GetResult<P, A> = A extends { select: infer S }
  ? Selected<P, S>
  : A extends { include: infer I }
    ? Flat<Default<P> & Selected<P, I>>
    : Default<P>;

export type User = Default<$UserPayload>;
export type Post = Default<$PostPayload>;
export type UserGetPayload<A> = GetResult<$UserPayload, A>;
export type Check = Payload;
