import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { type ClamdAddress, ping } from '../files/clamd.js';
import type { S3Address } from '../files/s3-address.js';
import { S3Storage } from '../files/s3-storage.js';
import { newPartKey, StorageAway } from '../files/storage.js';
import { causeOf, type Finding, failure, ok, warning } from './finding.js';

/** The S3 store: whether something can be written there, read back and removed. */
export async function checkS3(address: S3Address, filesDir: string): Promise<Finding> {
  const subject = 'Kho tệp S3';
  const place = `${address.endpoint}, kho ${address.bucket}`;
  const [storage, key, written] = [new S3Storage(address, join(filesDir, 'arriving')), newPartKey(), randomBytes(64)];
  try {
    await storage.putPart(key, written);
    const read: Buffer[] = [];
    for await (const chunk of await storage.open(key)) read.push(chunk as Buffer);
    await storage.remove(key);
    if (Buffer.concat(read).equals(written)) return ok(subject, `ghi và đọc được ở ${place}`);
    return failure(subject, `đọc lại khác với khi ghi ở ${place}`, 'Xem nhật ký của kho S3.');
  } catch (error) {
    const why = error instanceof StorageAway ? error.why : causeOf(error).text;
    return failure(
      subject,
      `không dùng được ${place} (${why})`,
      'Kiểm tra kho S3 đã chạy, khóa, tên kho và STORAGE_URL.',
    );
  }
}

/** The virus scanner. While it is down files are held, so that nothing is lost and nothing new can be read. */
export async function checkScanner(address: ClamdAddress): Promise<Finding> {
  const subject = 'Máy quét mã độc';
  try {
    await ping(address);
    return ok(subject, 'clamd trả lời');
  } catch (error) {
    const found = `clamd không trả lời (${causeOf(error).text}); tệp mới được giữ lại, chưa ai mở được`;
    return warning(subject, found, 'Khởi động clamd và kiểm tra CLAMD_URL; tệp sẽ tự được kiểm tra tiếp.');
  }
}
