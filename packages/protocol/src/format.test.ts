import { describe, expect, it } from "vitest";
import { isFormat, type Format } from "./format.ts";

describe("formats", () => {
  it.each<[Format, readonly string[], readonly string[]]>([
    ["date", ["2024-02-29", "1999-12-31"], ["2023-02-29", "2024-04-31", "2024-1-1", "24-01-01", ""]],
    ["time", ["12:00:00Z", "23:59:59.5+02:00"], ["24:00:00Z", "12:00Z", "12:00:00"]],
    ["date-time", ["2024-02-29T12:00:00Z", "2024-05-01t00:00:00.123-05:30"], ["2024-02-30T12:00:00Z", "2024-05-01", "now"]],
    ["email", ["a.b+c@example.org", "x@localhost"], ["a", "@b", "a@", "a b@c", "a@b@c", "a@-b.c"]],
    ["hostname", ["example.org", "a-1.b"], ["-a.b", "a..b", "a_b", ""]],
    ["ipv4", ["127.0.0.1", "255.255.255.255"], ["256.0.0.1", "1.2.3", "1.2.3.4.", "01.2.3.4"]],
    ["ipv6", ["::1", "2001:db8::ff00:42:8329"], ["1.2.3.4", ":::", "::1%eth0", "g::1"]],
    ["uri", ["https://example.org/a?b#c", "urn:isbn:1", "gs://bucket/key"], ["example.org", "/a", "http://a b"]],
    ["uuid", ["123e4567-e89b-12d3-a456-426614174000"], ["123e4567e89b12d3a456426614174000", "x"]],
  ])("%s", (format, good, bad) => {
    expect(good.filter((text) => !isFormat(text, format))).toEqual([]);
    expect(bad.filter((text) => isFormat(text, format))).toEqual([]);
  });
});
