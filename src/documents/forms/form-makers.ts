import { Injectable } from '@nestjs/common';
import type { Change } from '../../audit/change.js';
import { FormKind } from './form.types.js';

/** A content to be read, lying on this machine for as long as the maker works. */
export interface MakerContent {
  sha256: string;
  mimeType: string;
  path: string;
}

/** A derived content that is stored and not yet part of any form. */
interface KeptForm {
  key: string;
  /** In bytes. */
  size: number;
}

/** Stores a derived content. What no ready form names in the end is removed by a sweep, also after a crash. */
export type Keep = (content: Uint8Array | AsyncIterable<Uint8Array>) => Promise<KeptForm>;

/** What a maker made; written in one transaction, in which the form becomes READY. */
export interface Made {
  /** The form's main content, when it has one. */
  storageKey?: string;
  /** Bytes of the whole form, as a phone would load it. */
  size?: number;
  pages?: number;
  /** Small facts that only this kind's reader knows. */
  detail?: Record<string, unknown>;
  /** What a reader should know of a form that is ready all the same (cut, encoding guessed); Vietnamese. */
  problem?: string;
  /** Further rows of the form (pages, pictures, facts). Must replace what an earlier making left. */
  rows?: (change: Change) => Promise<void>;
}

/** Makes one kind of form. Must be harmless when run again after a crash. */
export interface FormMaker {
  readonly kind: FormKind;
  /** Whether contents of this type have this form at all. */
  accepts(mimeType: string): boolean;
  /**
   * Makes it. Throws Unreadable for a content that never can be (no further attempt), FormUnavailable for a missing program; any
   * other error is tried again, at most three times in all.
   */
  make(content: MakerContent, keep: Keep): Promise<Made>;
}

/** A program of the server is missing; the message says which and who installs it, in Vietnamese. */
export class FormUnavailable extends Error {}

/** Every maker of the product. Filled while the application starts, one maker a kind and type. */
@Injectable()
export class FormMakers {
  private readonly makers: FormMaker[] = [];

  /** Tells of a maker; called in onModuleInit. */
  add(maker: FormMaker): void {
    this.makers.push(maker);
  }

  /** The kinds that contents of a type have; the text first, as it is what a weak line brings first. */
  kindsOf(mimeType: string): FormKind[] {
    return Object.values(FormKind).filter(kind => this.of(kind, mimeType));
  }

  /** Who makes this kind of form from this type of content. */
  of(kind: FormKind, mimeType: string): FormMaker | undefined {
    return this.makers.find(maker => maker.kind === kind && maker.accepts(mimeType));
  }
}
