package io.brine.api;

/** What answers at an address. It may block when its {@link Mount.Lane} is not {@code AT_ONCE}. */
@FunctionalInterface
public interface Resource {
    /**
     * @throws HttpRefusal to be shown as an error page of that status; anything else thrown is status 500 without a word about
     *     why
     */
    Answer handle(ApiRequest request);
}
