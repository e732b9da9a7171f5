import { sign } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../platform/config/config.js';

/** A public key as RFC 8037 writes it. */
export interface PackKey {
  kty: string;
  crv: string;
  x: string;
  kid: string;
  use: 'sig';
  alg: 'EdDSA';
}

/**
 * Signs manifests with Ed25519 (RFC 8032), over their very bytes. How a phone believes a pack that another phone handed over, without
 * signal:
 *
 * 1. It has loaded the keys once from this server (`GET /packs/keys`, a JWK set; new keys join before they sign, old ones stay).
 * 2. `manifest.sig` names the key (`keyId`) and carries the signature (base64url). It is verified over the bytes of `manifest.json` as
 *    they are, before anything in them is read; `keyId` inside must be the same.
 * 3. A part counts only when its bytes have the size and the SHA-256 that the manifest gives; its name in the archive is only a place.
 * 4. Of two packs of the same meeting the one with the later `madeAt` counts: an old pack brings nothing back. What `withdrawn` names is
 *    erased wherever it is held.
 *
 * The signature says: this server gave out exactly this at `madeAt`. It does not say who may read it.
 */
@Injectable()
export class PackSigning {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  get keyId(): string {
    return this.config.packs.keyId;
  }

  /** The signature of a manifest's bytes, base64url. */
  sign(manifest: string): string {
    return sign(null, Buffer.from(manifest), this.config.packs.privateKey).toString('base64url');
  }

  /** The keys that are believed, the one that signs now first. */
  keys(): PackKey[] {
    return this.config.packs.publicKeys.map(({ keyId, key }) => {
      const { kty = '', crv = '', x = '' } = key.export({ format: 'jwk' });
      return { kty, crv, x, kid: keyId, use: 'sig', alg: 'EdDSA' };
    });
  }
}
