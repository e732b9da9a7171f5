import { Context, Float, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { DataSource } from 'typeorm';
import type { Actor } from '../../../access/actor.js';
import { CurrentActor } from '../../../access/allow.js';
import { loader } from '../../../platform/graphql/loader.js';
import { File } from '../../files/file.types.js';
import { FileTickets } from '../../files/file-tickets.js';
import { FormKind, FormState, ReadingForm } from '../form.types.js';
import { Forms } from '../forms.service.js';
import { PageImage } from './page-image.types.js';
import { pageImagesOf } from './pictures.read.js';

/** The pictures of a form of reading. */
@Resolver(() => ReadingForm)
export class PicturesResolver {
  private readonly images;

  constructor(
    source: DataSource,
    private readonly tickets: FileTickets,
  ) {
    this.images = loader(
      (contents: readonly string[]) => pageImagesOf(source, contents),
      ({ sha256 }) => sha256,
    );
  }

  @ResolveField(() => [PageImage], {
    nullable: true,
    description: 'Of IMAGES that are ready: every page in its widths, the narrower first. Null for other kinds.',
  })
  async pages(@Parent() form: ReadingForm, @CurrentActor() actor: Actor, @Context() request: object) {
    if (form.kind !== FormKind.IMAGES || form.state !== FormState.READY) return null;
    const found = await this.images(request).load(form.sourceSha256);
    // One ticket is good for all pictures of the file.
    const [path, ticket] = this.tickets.url(actor, form.fileId).split('?');
    return (found?.images ?? []).map(image => ({
      ...image,
      url: `${path}/pages/${image.page}?width=${image.width}${ticket ? `&${ticket}` : ''}`,
    }));
  }
}

/** What is known of a file's sound and of a scanned paper's letters. */
@Resolver(() => File)
export class FileFactsResolver {
  constructor(private readonly forms: Forms) {}

  @ResolveField(() => Float, {
    nullable: true,
    description: 'How long the sound is, in seconds; null for other files.',
  })
  async seconds(@Parent() { sha256 }: File, @Context() request: object) {
    return (await this.forms.factsOf(request).load(sha256))?.seconds ?? null;
  }

  @ResolveField(() => Boolean, {
    description:
      'Its text was recognised by a machine from pictures of pages ("nhận dạng tự động"): letters may be wrong.',
  })
  async isOcr(@Parent() { sha256 }: File, @Context() request: object) {
    return (await this.forms.factsOf(request).load(sha256))?.isOcr ?? false;
  }
}
