import { lookup as lookUp } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { Agent, buildConnector } from 'undici';

/** An address that lies in this machine, its network, or nowhere. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
  readonly host: string;
  readonly address: string;

  constructor(host: string, address: string) {
    super(`${host} is at ${address}`);
    this.host = host;
    this.address = address;
  }
}

/**
 * Whether an IP address is one of the public internet: not loopback, private, link-local (where clouds keep their
 * metadata), shared by a carrier, multicast, or reserved; also where an IPv6 address only wraps an IPv4 one.
 * Ranges: the IANA special-purpose registries, as ipaddr.js has them.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  if (parsed.range() === 'unicast') return !CLOUD_SERVICES.has(parsed.toString());
  // RFC 6052: behind NAT64 every IPv4 address is reached as 64:ff9b:: and its four bytes.
  const bytes = parsed.toByteArray();
  const isNat64 =
    bytes.length === 16 && ipaddr.fromByteArray(bytes.slice(0, 12).concat(0, 0, 0, 0)).toString() === NAT64;
  return isNat64 && isPublicAddress(bytes.slice(12).join('.'));
}

const NAT64 = '64:ff9b::';
/** Answers only to the machines of one cloud (Azure's wire server), from an address that is formally public. */
const CLOUD_SERVICES: ReadonlySet<string> = new Set(['168.63.129.16']);

/**
 * Connections that are only made to addresses that `isAllowed` allows. Each is looked at when it is about to be
 * connected to, so neither a redirect nor a name that resolves otherwise the second time leads elsewhere.
 */
export function createGuardedAgent(
  options: Agent.Options,
  { isAllowed, connectTimeoutMs }: { readonly isAllowed: AddressTest; readonly connectTimeoutMs: number },
): Agent {
  const lookup = lookUpAllowed(isAllowed);
  const connect = buildConnector({ timeout: connectTimeoutMs, lookup } as buildConnector.BuildOptions);
  return new Agent({
    ...options,
    connect(target, callback) {
      // No look-up is done for a literal.
      const host = target.hostname.replace(/^\[|\]$/g, '');
      if (isIP(host) !== 0 && !isAllowed(host)) callback(new AddressRefused(host, host), null);
      else connect(target, callback);
    },
  });
}

/** Whether an IP address may be connected to. */
export type AddressTest = (address: string) => boolean;

const lookUpAllowed =
  (isAllowed: AddressTest): LookupFunction =>
  (hostname, options, callback) => {
    lookUp(hostname, { ...options, all: true }, (error, found) => {
      if (error !== null) return callback(error, [], undefined);
      const usable = found.filter(({ address }) => isAllowed(address));
      const [first] = usable;
      if (first === undefined)
        return callback(new AddressRefused(hostname, found[0]?.address ?? 'no address'), [], undefined);
      if (options.all === true) callback(null, usable);
      else callback(null, first.address, first.family);
    });
  };
