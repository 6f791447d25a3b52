/**
 * The HTTP door: what {@code salt-api} with rest_cherrypy answers, and whatever else of Brine is seen in a browser.
 *
 * <p>Start with {@link io.brine.api.ApiServer}, the list of its parts and of its addresses. A request's way:
 * {@link io.brine.api.Door} (Jetty) reads it into an {@link io.brine.api.ApiRequest} and asks {@link io.brine.api.Gate} whether
 * it may pass; a {@link io.brine.api.Resource} gives an {@link io.brine.api.Answer}; {@link io.brine.api.AnswerWriter} puts it on
 * the wire. Jobs are run by {@link io.brine.api.NetapiClient}, which asks the master over its request port like any other
 * client and with the caller's credentials only: the door has no rights of its own.
 */
package io.brine.api;
