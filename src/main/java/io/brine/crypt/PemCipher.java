package io.brine.crypt;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Passphrase-encrypted PKCS#1 as OpenSSL has written it for ever: {@code DEK-Info: DES-EDE3-CBC,<iv>}, key by MD5 rounds. */
final class PemCipher {
    private PemCipher() {}

    /** @throws CryptException if the passphrase is wrong or the cipher is not one of OpenSSL's usual ones */
    static byte[] decrypt(Pem pem, byte[] passphrase) {
        String[] info = pem.headers().getOrDefault("DEK-Info", "").split(",", 2);
        if (info.length != 2) {
            throw new CryptException("encrypted key without DEK-Info");
        }
        try {
            byte[] iv = HexFormat.of().parseHex(info[1].strip());
            boolean triple = info[0].equals("DES-EDE3-CBC");
            int keyBytes = keyBytes(info[0]);
            SecretKeySpec key = new SecretKeySpec(derive(passphrase, iv, keyBytes), triple ? "DESede" : "AES");
            Cipher cipher = Cipher.getInstance(triple ? "DESede/CBC/PKCS5Padding" : "AES/CBC/PKCS5Padding");
            cipher.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(iv));
            return cipher.doFinal(pem.der());
        } catch (GeneralSecurityException | IllegalArgumentException wrong) {
            throw new CryptException("the passphrase does not open this key", wrong);
        }
    }

    private static int keyBytes(String cipher) {
        return switch (cipher) {
            case "DES-EDE3-CBC", "AES-192-CBC" -> 24;
            case "AES-128-CBC" -> 16;
            case "AES-256-CBC" -> 32;
            default -> throw new CryptException("key encrypted with " + cipher);
        };
    }

    /** OpenSSL's EVP_BytesToKey: MD5 over the last digest, the passphrase and the first 8 bytes of the IV. */
    private static byte[] derive(byte[] passphrase, byte[] iv, int bytes) throws GeneralSecurityException {
        MessageDigest md5 = MessageDigest.getInstance("MD5");
        byte[] key = new byte[0];
        byte[] last = new byte[0];
        while (key.length < bytes) {
            md5.update(last);
            md5.update(passphrase);
            last = md5.digest(Arrays.copyOf(iv, 8));
            int had = key.length;
            key = Arrays.copyOf(key, had + last.length);
            System.arraycopy(last, 0, key, had, last.length);
        }
        return Arrays.copyOf(key, bytes);
    }

    /** The text of an encrypted PKCS#1 key, as {@link #decrypt} reads it. */
    static String encrypt(byte[] der, byte[] passphrase, byte[] iv) {
        try {
            SecretKeySpec key = new SecretKeySpec(derive(passphrase, iv, 24), "DESede");
            Cipher cipher = Cipher.getInstance("DESede/CBC/PKCS5Padding");
            cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(iv));
            String plain = Pem.write(RsaKeyPair.PKCS1, cipher.doFinal(der));
            String headers = "Proc-Type: 4,ENCRYPTED\nDEK-Info: DES-EDE3-CBC,"
                    + HexFormat.of().withUpperCase().formatHex(iv) + "\n\n";
            int body = plain.indexOf('\n') + 1;
            return plain.substring(0, body) + headers + plain.substring(body);
        } catch (GeneralSecurityException never) {
            throw new CryptException("cannot encrypt a key", never);
        }
    }
}
