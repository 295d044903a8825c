/** Text formats of JSON Schema that a boundary checks. Each check accepts what its standard allows and needs no library. */

const DATE = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/u;
const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/iu;
const LABEL = /^[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/iu;
const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/u;

const isDate = (text: string): boolean => {
  // `new Date` takes the 31st of April for the 1st of May.
  const day = DATE.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  return day !== undefined && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
};

const isHostname = (text: string): boolean => text.length <= 253 && text.split(".").every((label) => LABEL.test(label));

const FORMATS = {
  date: isDate,
  time: (text: string) => TIME.test(text),
  "date-time": (text: string) => /^.{10}[Tt ]/u.test(text) && isDate(text.slice(0, 10)) && TIME.test(text.slice(11)),
  email: (text: string) => {
    const at = text.lastIndexOf("@");
    return at > 0 && at <= 64 && !/[\s<>()[\],;:\\"@]/u.test(text.slice(0, at)) && isHostname(text.slice(at + 1));
  },
  hostname: isHostname,
  ipv4: (text: string) => IPV4.test(text),
  ipv6: (text: string) => text.includes(":") && !/[[\]/%]/u.test(text) && URL.canParse(`http://[${text}]/`),
  uri: (text: string) => /^[a-z][a-z\d+.-]*:\S+$/iu.test(text) && URL.canParse(text),
  uuid: (text: string) => /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/iu.test(text),
} as const satisfies Readonly<Record<string, (text: string) => boolean>>;

export type Format = keyof typeof FORMATS;

export const isFormatName = (name: string): name is Format => Object.hasOwn(FORMATS, name);

export const FORMAT_NAMES: readonly Format[] = Object.keys(FORMATS).filter(isFormatName);

export const isFormat = (text: string, format: Format): boolean => FORMATS[format](text);
