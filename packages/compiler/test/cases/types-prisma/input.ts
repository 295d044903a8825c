import { component, pipeline } from "dagwright";
import { type $Enums, type JsonValue, type Post, Role, type User, type UserGetPayload } from "./client.ts";

type UserWithPosts = UserGetPayload<{ include: { posts: { select: { id: true; title: true; tags: true } } } }>;
type Slim = Omit<Post, "price" | "blob" | "views">;

export const load = component({}, async (input: { user: User; role: $Enums.Role }): Promise<UserWithPosts> => ({ ...input.user, posts: [] }));
export const store = component(
  {},
  async (input: { posts: Pick<Slim, "id" | "meta">[]; byRole: Partial<Record<Role, number>> }): Promise<{ last?: JsonValue }> => ({
    last: input.posts.at(-1)?.meta ?? null,
  }),
);

export default pipeline("users", async ({ user, posts }: { user: User; posts: Slim[] }) => {
  const { role, posts: mine } = await load({ user, role: Role.ADMIN });
  const { last } = await store({ posts, byRole: { ADMIN: 1 } });
  return { role, titles: mine.map((post) => post.title), last };
});
