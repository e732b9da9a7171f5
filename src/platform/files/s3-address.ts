/** Where an S3-compatible store is, and under which key it is used. */
export interface S3Address {
  /** `https://minio.example.vn:9000` */
  endpoint: string;
  region: string;
  bucket: string;
  accessKey: string;
  secretKey: string;
  /** The bucket stands in the path (MinIO, Ceph and most others), not in the host's name. */
  isPathStyle: boolean;
}

const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/**
 * Reads `s3://KEY:SECRET@host[:port]/bucket?region=…&tls=off&style=host`; key and secret are percent-encoded. Without `region` it is
 * us-east-1, without `tls=off` https is spoken, without `style=host` the bucket stands in the path. Throws Error when it is no such address.
 */
export function s3AddressOf(url: string): S3Address {
  const { protocol, host, username, password, pathname, searchParams } = new URL(url);
  const bucket = decodeURIComponent(pathname.replace(/^\/|\/$/g, ''));
  const unknown = [...searchParams.keys()].some(name => !['region', 'tls', 'style'].includes(name));
  const [tls, style] = [searchParams.get('tls') ?? 'on', searchParams.get('style') ?? 'path'];
  const isWell = protocol === 's3:' && host && username && password && BUCKET.test(bucket) && !unknown;
  if (!isWell || !['on', 'off'].includes(tls) || !['path', 'host'].includes(style))
    throw new Error('not an S3 address');
  return {
    endpoint: `${tls === 'on' ? 'https' : 'http'}://${host}`,
    region: searchParams.get('region') ?? 'us-east-1',
    bucket,
    accessKey: decodeURIComponent(username),
    secretKey: decodeURIComponent(password),
    isPathStyle: style === 'path',
  };
}
