import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { ConsoleDocumentsQuery } from '../../graphql/graphql.js';
import { date } from '../../shared/format.js';
import { documentKindName } from '../../shared/libraryWords.js';
import { pieces } from '../../shared/snippet.js';
import { StateChip } from './StateChip.js';

/** A document of the list: what it is, from whom, whether it can be read yet, and where the words were found. */
export function DocumentRow({ edge }: { edge: ConsoleDocumentsQuery['documents']['edges'][number] }) {
  const { node, page } = edge;
  const about = [documentKindName(node.kind), node.number, node.issuer, node.issuedOn && date(node.issuedOn)];
  return (
    <li>
      <div className="document-head">
        <Link to="/thu-vien/$documentId" params={{ documentId: node.id }}>
          {node.title}
        </Link>
        <StateChip document={node} />
      </div>
      <p className="small soft">{[...about, ...node.topics].filter(Boolean).join(' · ')}</p>
      {edge.snippet && (
        <p className="small">
          {pieces(edge.snippet).map(piece =>
            piece.marked ? <mark key={piece.at}>{piece.text}</mark> : <span key={piece.at}>{piece.text}</span>,
          )}
          {page !== null && (
            <span className="soft">
              {' '}
              <Trans>(trang {page})</Trans>
            </span>
          )}
        </p>
      )}
    </li>
  );
}
